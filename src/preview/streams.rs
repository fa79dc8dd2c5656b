//! Streams of events that stay open: one list of sockets, written to by one thread.
//!
//! A stream costs a socket and no thread. One that does not take what it is sent is closed: its browser opens a new one
//! and asks for the state it missed.

use std::io::Write as _;
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The most streams that stay open; past it the oldest make room.
const MOST: usize = 4096;

/// How often streams get a sign of life, which is also how closed ones are found.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// The open streams.
#[derive(Clone)]
pub struct Streams {
    open: Arc<Mutex<Vec<Arc<TcpStream>>>>,
    messages: Sender<String>,
}

impl Streams {
    /// No streams yet, and the thread that will write to them.
    #[must_use]
    pub fn start() -> Self {
        let (messages, received) = channel();
        let streams = Self { open: Arc::default(), messages };
        let open = Arc::clone(&streams.open);
        thread::spawn(move || write_all(&open, &received));
        streams
    }

    /// Answers a socket with a head and keeps it. No event is sent between the two: a browser that has the head, and
    /// asks for what it missed until then, is told of all that comes after.
    pub fn open(&self, socket: Arc<TcpStream>, head: &[u8]) {
        let mut open = lock(&self.open);
        if socket.set_nonblocking(true).is_err() || !(&*socket).write(head).is_ok_and(|count| count == head.len()) {
            close(&socket);
            return;
        }
        if open.len() >= MOST {
            open.drain(..MOST / 8).for_each(|oldest| close(&oldest));
        }
        open.push(socket);
    }

    /// Sends an event to all.
    pub fn send(&self, name: &str, data: &str) {
        let _ = self.messages.send(format!("event: {name}\ndata: {data}\n\n"));
    }

    /// Closes some of the oldest: the system has no more sockets to give.
    pub fn make_room(&self) {
        let mut open = lock(&self.open);
        let some = open.len().div_ceil(8);
        open.drain(..some).for_each(|oldest| close(&oldest));
    }
}

fn lock(open: &Mutex<Vec<Arc<TcpStream>>>) -> MutexGuard<'_, Vec<Arc<TcpStream>>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write_all(open: &Mutex<Vec<Arc<TcpStream>>>, received: &Receiver<String>) {
    loop {
        let message = match received.recv_timeout(SIGN_OF_LIFE) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => ":\n\n".to_owned(),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        lock(open).retain(|socket| {
            let taken = (&**socket).write(message.as_bytes()).is_ok_and(|count| count == message.len());
            if !taken {
                close(socket);
            }
            taken
        });
    }
}

fn close(socket: &TcpStream) {
    let _ = socket.shutdown(Shutdown::Both);
}
