//! The one binary: the server, the demo, the operator's commands and the tools that need neither.

#![forbid(unsafe_code)]

mod commands;
mod complaint;
mod demo;
mod instance;
mod ledger_place;
mod log;
mod outward;
mod time_source;

use std::process::ExitCode;

use clap::Parser;

use commands::Cli;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    // The caged child is this same program; it must not meet anything of the rest.
    if arguments
        .nth(1)
        .is_some_and(|first| first == "media-worker")
    {
        return cairn_media::worker_main(arguments);
    }
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("cairn: {}", complaint::said(&*problem));
            ExitCode::from(1)
        }
    }
}
