//! The caged child as a program of its own, so that tests have one without the `cairn` binary.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    cairn_media::worker_main(std::env::args_os().skip(1))
}
