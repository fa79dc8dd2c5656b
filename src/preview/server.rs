//! The network side of the preview: reads heads of requests from sockets, and writes answers.
//!
//! Each connection has a thread for as long as its answer takes, and no longer: streams of events are handed over and
//! cost none. Heads are limited in size and time, and past a number of connections the oldest makes room, so that slow
//! or idle ones never keep a new one out. Nothing is read from disk.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Shutdown, TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::request::{Answer, LARGEST_HEAD, Method, Reply, Request, events_head};
use super::streams::Streams;

/// The most connections that are answered at a time.
const MOST: usize = 128;

/// How long a connection may say nothing while its head is read.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many times a head is read on: one that comes byte by byte is given up.
const MOST_READS: usize = 64;

/// How many ports after the usual one are tried.
const TRIES: u16 = 20;

/// Makes the answer to a request.
pub type Answerer = Arc<dyn Fn(&Request) -> Answer + Send + Sync>;

/// Which port to listen at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one, or one of those after it when it is taken.
    From(u16),
    /// This one and no other.
    Only(u16),
}

/// Why a port cannot be had.
#[derive(Debug)]
pub enum PortError {
    /// Another program listens there.
    Busy(u16),
    /// Anything else.
    Other(u16, std::io::Error),
}

/// Listens on this machine alone, or on all its addresses.
///
/// # Errors
/// When the port cannot be had.
pub fn listen(port: Port, everywhere: bool) -> Result<(TcpListener, u16), PortError> {
    let address: IpAddr = if everywhere { Ipv4Addr::UNSPECIFIED.into() } else { Ipv4Addr::LOCALHOST.into() };
    let ports = match port {
        Port::Only(port) => port..=port,
        Port::From(port) => port..=port.saturating_add(TRIES),
    };
    let mut last = None;
    for port in ports {
        match TcpListener::bind((address, port)) {
            Ok(listener) => {
                let port = listener.local_addr().map_or(port, |address| address.port());
                return Ok((listener, port));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => last = Some(PortError::Busy(port)),
            Err(error) => last = Some(PortError::Other(port, error)),
        }
    }
    Err(last.unwrap_or(PortError::Busy(0)))
}

/// This machine's address in the local network; `None` when it is in none. Nothing is sent to find it.
#[must_use]
pub fn local_address() -> Option<String> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation: the system only picks the way it would take.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then(|| address.to_string())
}

/// Answers connections until the program ends.
pub fn serve(listener: &TcpListener, answer: &Answerer, streams: &Streams) {
    let connections = Connections::default();
    for connection in listener.incoming() {
        let Ok(socket) = connection else {
            // The system has no more sockets: streams are the ones that stay open.
            streams.make_room();
            thread::sleep(Duration::from_millis(5));
            continue;
        };
        let socket = Arc::new(socket);
        let number = connections.add(&socket);
        let (theirs, streams, answer) = (connections.clone(), streams.clone(), Arc::clone(answer));
        let talk = move || {
            talk(&socket, &answer, &streams);
            theirs.remove(number);
        };
        if thread::Builder::new().spawn(talk).is_err() {
            connections.remove(number);
        }
    }
}

/// Connections that are being answered, the oldest first.
#[derive(Clone, Default)]
struct Connections {
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    /// The number of the last one.
    last: u64,
    sockets: BTreeMap<u64, Arc<TcpStream>>,
}

impl Connections {
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, socket: &Arc<TcpStream>) -> u64 {
        let mut open = self.lock();
        if open.sockets.len() >= MOST
            && let Some((_, oldest)) = open.sockets.pop_first()
        {
            let _ = oldest.shutdown(Shutdown::Both);
        }
        open.last += 1;
        let number = open.last;
        open.sockets.insert(number, Arc::clone(socket));
        number
    }

    fn remove(&self, number: u64) {
        self.lock().sockets.remove(&number);
    }
}

fn talk(socket: &Arc<TcpStream>, answer: &Answerer, streams: &Streams) {
    let is_local = socket.peer_addr().is_ok_and(|peer| peer.ip().is_loopback());
    let limits =
        [socket.set_read_timeout(Some(PATIENCE)), socket.set_write_timeout(Some(PATIENCE)), socket.set_nodelay(true)];
    if limits.iter().any(Result::is_err) {
        return;
    }
    let request = match read_head(socket) {
        Head::Whole(head) => Request::read(&head, is_local),
        Head::TooLarge => Err(431),
        Head::Gone => return,
    };
    let mut out = &**socket;
    match request {
        Err(status) => {
            let _ =
                out.write_all(&Reply::line(status, "this is no request that the preview answers").bytes(Method::Get));
            let _ = socket.shutdown(Shutdown::Write);
            drain(socket);
        }
        Ok(request) => match answer(&request) {
            Answer::Reply(reply) => {
                let _ = out.write_all(&reply.bytes(request.method));
                let _ = socket.shutdown(Shutdown::Write);
            }
            Answer::Events if request.method == Method::Get => {
                streams.open(Arc::clone(socket), &events_head());
            }
            Answer::Events => drop(out.write_all(&events_head())),
        },
    }
}

enum Head {
    Whole(Vec<u8>),
    TooLarge,
    Gone,
}

fn read_head(mut socket: &TcpStream) -> Head {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    for _ in 0..MOST_READS {
        let count = match socket.read(&mut buffer) {
            Ok(0) | Err(_) => return Head::Gone,
            Ok(count) => count,
        };
        let before = head.len().saturating_sub(3);
        head.extend_from_slice(buffer.get(..count).unwrap_or_default());
        let new = head.get(before..).unwrap_or_default();
        if let Some(at) = new.windows(4).position(|window| window == b"\r\n\r\n") {
            head.truncate(before + at + 4);
            return Head::Whole(head);
        }
        if head.len() > LARGEST_HEAD {
            return Head::TooLarge;
        }
    }
    Head::TooLarge
}

/// Takes a little of what is still being sent, so that the answer is read before the connection goes.
fn drain(mut socket: &TcpStream) {
    let _ = socket.set_read_timeout(Some(Duration::from_millis(200)));
    let mut buffer = [0; 4096];
    for _ in 0..64 {
        if !socket.read(&mut buffer).is_ok_and(|count| count > 0) {
            return;
        }
    }
}
