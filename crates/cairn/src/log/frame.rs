//! A line as syslog has it (RFC 5424), with its length in front (RFC 5425, RFC 6587).

use chrono::{DateTime, SecondsFormat, Utc};
use tracing::Level;

/// System daemons.
const FACILITY: u8 = 3;
const NOTHING: &str = "-";

/// Whose lines these are.
#[derive(Debug, Clone)]
pub struct Origin {
    host: String,
    process: u32,
}

impl Origin {
    /// This process on this machine.
    pub fn here() -> Self {
        let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let plain = |letter: &char| letter.is_ascii_graphic();
        let host: String = name.chars().filter(plain).take(255).collect();
        Self {
            host: if host.is_empty() {
                NOTHING.into()
            } else {
                host
            },
            process: std::process::id(),
        }
    }

    /// One line of ours, ready to be sent.
    pub fn frame(&self, level: Level, at: DateTime<Utc>, line: &str) -> Vec<u8> {
        let Self { host, process } = self;
        let priority = FACILITY * 8 + severity(level);
        let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let line = line.trim_end();
        let framed = format!("<{priority}>1 {at} {host} cairn {process} - - {line}");
        format!("{} {framed}", framed.len()).into_bytes()
    }
}

fn severity(level: Level) -> u8 {
    match level {
        Level::ERROR => 3,
        Level::WARN => 4,
        Level::INFO => 6,
        Level::DEBUG | Level::TRACE => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_frame_with_its_length_in_bytes() {
        let origin = Origin {
            host: "mountain".into(),
            process: 7,
        };
        let at = "2026-11-27T16:00:00.5Z".parse().expect("a moment");
        let frame = origin.frame(Level::WARN, at, "turned away\n");
        let text = String::from_utf8(frame).expect("UTF-8");
        let expected = "<28>1 2026-11-27T16:00:00.500000Z mountain cairn 7 - - turned away";
        assert_eq!(text, format!("{} {expected}", expected.len()));
        let frame = origin.frame(Level::ERROR, at, "é");
        let text = String::from_utf8(frame).expect("UTF-8");
        let (length, rest) = text.split_once(' ').expect("two parts");
        assert_eq!(length.parse(), Ok(rest.len()));
        assert!(rest.starts_with("<27>1 ") && rest.len() > rest.chars().count());
    }
}
