//! `cairn-bench moves`, `pages` and `intake`: figures on standard output, as tables. `table` and
//! `public` make and serve what `scripts/public-at-scale.mjs` measures.

#![forbid(unsafe_code)]

use std::{path::PathBuf, process::ExitCode};

use cairn_bench::{
    Problem,
    intake::{self, Intake},
    invented,
    moves::{self, Moves},
    pages::{self, Pages},
    public::{self, Public},
};
use clap::{Parser, Subcommand};

/// Measures Cairn on this machine.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Review moves per second beside raw sqlx and rusqlite running the same statements.
    Moves {
        /// Items in the database.
        #[arg(long, default_value_t = 2_000)]
        items: usize,
        /// Rounds; the three engines take turns within each.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// Moves per engine in each round, once with one caller and once with eight.
        #[arg(long, default_value_t = 1_000)]
        moves: usize,
        /// Where the databases are made; a directory on the disk that is to be measured.
        #[arg(long, default_value = "target")]
        directory: PathBuf,
    },
    /// Item page and queue page over loopback, signed in as a verifier.
    Pages {
        /// Items in the database.
        #[arg(long, default_value_t = 100_000)]
        items: usize,
        /// Requests for each page and number of connections.
        #[arg(long, default_value_t = 2_000)]
        requests: usize,
        /// Where the database is kept between runs, so that it is made once.
        #[arg(long, default_value = "target")]
        directory: PathBuf,
    },
    /// Writes a table of invented incidents, `incidents.csv`.
    Table {
        /// How many.
        #[arg(long, default_value_t = 1_000_000)]
        rows: u32,
        /// Where; the directory is made.
        #[arg(long)]
        directory: PathBuf,
    },
    /// Serves a large public dataset for another program to ask; see docs/benchmarks.md.
    Public {
        /// The table of incidents, as CSV.
        #[arg(long)]
        table: PathBuf,
        /// Where the instance is made, and kept between runs.
        #[arg(long)]
        directory: PathBuf,
        /// Where it listens.
        #[arg(long, default_value = "127.0.0.1:8912")]
        listen: std::net::SocketAddr,
    },
    /// Photos per second through the whole intake, beside the sum of its parts.
    Intake {
        /// Photos of 12 megapixels in each turn.
        #[arg(long, default_value_t = 48)]
        photos: usize,
        /// Turns.
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        /// Where the instance is made; a directory on the disk that is to be measured.
        #[arg(long, default_value = "target")]
        directory: PathBuf,
    },
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    // The caged children of what is measured are this same program.
    if arguments.nth(1).is_some_and(|it| it == "media-worker") {
        return cairn_media::worker_main(arguments);
    }
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("cairn-bench: {problem}");
            ExitCode::from(1)
        }
    }
}

fn run(cli: Cli) -> Result<(), Problem> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    match cli.what {
        What::Moves {
            items,
            rounds,
            moves,
            directory,
        } => runtime.block_on(moves::run(&Moves {
            items,
            rounds,
            moves,
            directory,
        })),
        What::Pages {
            items,
            requests,
            directory,
        } => runtime.block_on(pages::run(&Pages {
            items,
            requests,
            directory,
        })),
        What::Table { rows, directory } => invented::write(rows, &directory),
        What::Public {
            table,
            directory,
            listen,
        } => runtime.block_on(public::run(&Public {
            table,
            directory,
            listen,
        })),
        What::Intake {
            photos,
            rounds,
            directory,
        } => runtime.block_on(intake::run(&Intake {
            photos,
            rounds,
            directory,
        })),
    }
}
