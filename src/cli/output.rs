//! Printing: results to standard output, all else to standard error. A closed pipe is no error: whoever read has
//! enough.

use std::io::{self, IsTerminal as _, Write as _};

use super::End;
use crate::diag::Problem;
use crate::diag::human::{self, Style};
use crate::diag::report::Report;

/// Prints a result.
///
/// # Errors
/// When it cannot be written whole; the reason is printed.
pub fn result(text: &str) -> Result<(), End> {
    bytes(text.as_bytes())
}

/// Prints a result that need not be text.
///
/// # Errors
/// When it cannot be written whole; the reason is printed.
pub fn bytes(bytes: &[u8]) -> Result<(), End> {
    let mut out = io::stdout().lock();
    // Without a flush the end of the text would be written, and fail, when nobody asks any more.
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(usage(
            &format!("the result cannot be written to standard output: {error}"),
            "check where standard output leads, and the room on that disk",
        )),
        _ => Ok(()),
    }
}

/// Prints a line to standard error.
pub fn error(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Prints a report for a person to standard error, with colour on a terminal only.
pub fn report(report: &Report) {
    let style = if io::stderr().is_terminal() { Style::Coloured } else { Style::Plain };
    let _ = io::stderr().lock().write_all(human::render(report, style).as_bytes());
}

/// Prints a wrong use of a command with the next action.
pub fn usage(message: &str, help: &str) -> End {
    error(&format!("error: {message}\n  help: {help}"));
    End::Usage
}

/// Prints problems that have no lines to show.
pub fn problems(problems: Vec<Problem>) {
    report(&Report::new(problems, |_| None));
}
