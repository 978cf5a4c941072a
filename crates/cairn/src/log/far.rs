//! Sending lines to a receiver elsewhere, on a thread of its own. A receiver that is away costs nobody a moment: lines wait for
//! it, and those that find no room are counted and owned up to.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    path::Path,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use cairn_app::Clock;
use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

use super::{frame::Origin, queue::Queue};
use crate::{
    complaint::said,
    instance::Problem,
    outward::{Host, Shaken, Trust},
};

/// Lines that wait at most; a busy day of a large instance.
const ROOM: usize = 10_000;
/// From one try to the next while the receiver is away: twice as long each time, up to the second.
const BETWEEN_TRIES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// What is still to be sent when the program ends has this long.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// Who is sent the log: `tls://host:port`, or `tcp://host:port` for a relay on the same machine.
#[derive(Debug, Clone)]
pub struct Receiver {
    name: String,
    host: Host,
    trust: Option<Trust>,
}

impl Receiver {
    /// As the operator wrote it; the authorities of a file are believed in the place of those browsers know.
    pub fn new(name: &str, authorities: Option<&Path>) -> Result<Self, Problem> {
        let (is_secret, rest) = match name.split_once("://") {
            Some(("tls", rest)) => (true, rest),
            Some(("tcp", rest)) => (false, rest),
            _ => return Err(Self::unreadable(name)),
        };
        let host = Host::parse(rest, None).ok_or_else(|| Self::unreadable(name))?;
        let trust = is_secret.then(|| Trust::new(authorities)).transpose()?;
        Ok(Self {
            name: name.to_owned(),
            host,
            trust,
        })
    }

    fn unreadable(name: &str) -> Problem {
        format!("log_to takes tls://host:port or tcp://host:port, and not {name}").into()
    }

    fn connect(&self) -> io::Result<Line> {
        match &self.trust {
            Some(trust) => Ok(Line::Secret(Box::new(self.host.connect_over_tls(trust)?))),
            None => Ok(Line::Open(self.host.connect()?)),
        }
    }
}

/// A line to the receiver.
enum Line {
    Open(TcpStream),
    Secret(Box<Shaken>),
}

impl Line {
    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        self.check()?;
        match self {
            Self::Open(stream) => stream.write_all(frame),
            Self::Secret(stream) => stream.write_all(frame).and_then(|()| stream.flush()),
        }
    }

    /// Whether the other end is still there. What is sent to one that has gone is lost without a word.
    fn check(&mut self) -> io::Result<()> {
        self.socket().set_nonblocking(true)?;
        let mut unexpected = [0; 64];
        let read = match self {
            Self::Open(stream) => stream.read(&mut unexpected),
            Self::Secret(stream) => stream.read(&mut unexpected),
        };
        self.socket().set_nonblocking(false)?;
        match read {
            Ok(0) => Err(io::ErrorKind::ConnectionAborted.into()),
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => Err(error),
            _ => Ok(()),
        }
    }

    fn socket(&self) -> &TcpStream {
        match self {
            Self::Open(stream) => stream,
            Self::Secret(stream) => stream.get_ref(),
        }
    }
}

/// The way to the receiver, as long as the program runs.
pub struct Far {
    queue: Arc<Queue>,
    origin: Arc<Origin>,
    ended: mpsc::Receiver<()>,
}

impl Far {
    /// Begins to send what is written to [`Far::writer`].
    pub fn begin(receiver: Receiver) -> io::Result<Self> {
        Self::with_room_for(receiver, ROOM)
    }

    fn with_room_for(receiver: Receiver, most: usize) -> io::Result<Self> {
        let (queue, origin) = (
            Arc::new(Queue::with_room_for(most)),
            Arc::new(Origin::here()),
        );
        let (ends, ended) = mpsc::channel();
        let sender = Sender {
            receiver,
            queue: Arc::clone(&queue),
            origin: Arc::clone(&origin),
        };
        thread::Builder::new().name("log".into()).spawn(move || {
            sender.run();
            // Nobody waits for it any more if the program is gone.
            let _is_awaited = ends.send(());
        })?;
        Ok(Self {
            queue,
            origin,
            ended,
        })
    }

    /// What the log writes to.
    pub fn writer(&self) -> FarWriter {
        FarWriter {
            queue: Arc::clone(&self.queue),
            origin: Arc::clone(&self.origin),
        }
    }

    /// Sends what waits, for a moment at most.
    pub fn end(self) {
        self.queue.end();
        let _in_time = self.ended.recv_timeout(LAST_WORDS);
        say_lost(self.queue.give_up());
    }
}

/// Makes a frame of each line.
pub struct FarWriter {
    queue: Arc<Queue>,
    origin: Arc<Origin>,
}

impl<'a> MakeWriter<'a> for FarWriter {
    type Writer = OneLine<'a>;

    fn make_writer(&'a self) -> OneLine<'a> {
        self.at(Level::INFO)
    }

    fn make_writer_for(&'a self, about: &Metadata<'_>) -> OneLine<'a> {
        self.at(*about.level())
    }
}

impl FarWriter {
    fn at(&self, level: Level) -> OneLine<'_> {
        OneLine {
            to: self,
            level,
            text: Vec::new(),
        }
    }
}

/// A line that is being written; it goes on its way when it is whole.
pub struct OneLine<'a> {
    to: &'a FarWriter,
    level: Level,
    text: Vec<u8>,
}

impl Write for OneLine<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for OneLine<'_> {
    fn drop(&mut self) {
        let text = String::from_utf8_lossy(&self.text);
        let at = Clock::System.now();
        self.to
            .queue
            .push(self.to.origin.frame(self.level, at, &text));
    }
}

struct Sender {
    receiver: Receiver,
    queue: Arc<Queue>,
    origin: Arc<Origin>,
}

impl Sender {
    /// Until the end of the program.
    fn run(&self) {
        let (first, longest) = BETWEEN_TRIES;
        let mut pause = first;
        loop {
            let broke = match self.receiver.connect() {
                Ok(line) => {
                    pause = first;
                    match self.send_all(line) {
                        Ok(()) => return,
                        Err(error) => error,
                    }
                }
                Err(error) => error,
            };
            // Once for each time it goes away.
            if pause == first {
                let (name, why) = (&self.receiver.name, said(&broke));
                say(&format!(
                    "the log does not reach {name}: {why}; lines wait for it"
                ));
            }
            if !self.queue.rest(pause) {
                return;
            }
            pause = (pause * 2).min(longest);
        }
    }

    /// Sends whatever comes; ends well when nothing comes any more.
    fn send_all(&self, mut line: Line) -> io::Result<()> {
        while let Some(frame) = self.queue.first() {
            line.send(&frame)?;
            self.queue.sent();
            let lost = self.queue.take_lost();
            if lost > 0 {
                say_lost(lost);
                let at = Clock::System.now();
                line.send(&self.origin.frame(Level::WARN, at, &lost_words(lost)))?;
            }
        }
        Ok(())
    }
}

fn lost_words(lost: u64) -> String {
    format!(
        "{lost} lines of the log found no room while their receiver was away, and were not sent"
    )
}

fn say_lost(lost: u64) {
    if lost > 0 {
        say(&lost_words(lost));
    }
}

/// To standard error alone: the log is what is at fault.
fn say(words: &str) {
    // If that is closed, nobody is left to be told.
    drop(writeln!(io::stderr(), "cairn: {words}"));
}

#[cfg(test)]
mod tests;
