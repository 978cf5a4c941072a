//! What was measured, as tables.

use super::{CALLERS, script::Script};
use crate::{
    measure::{Stretch, median},
    table,
};

/// The engines in the order of their columns.
const ENGINES: [&str; 3] = ["Cairn", "raw sqlx", "rusqlite"];

/// Round by round, what each engine took.
#[derive(Debug)]
pub struct Results {
    /// With one caller.
    pub one_caller: Vec<[Stretch; 3]>,
    /// With one caller, with the ledger and without it.
    pub sealing: Vec<[Stretch; 2]>,
    /// With eight.
    pub many_callers: Vec<[Stretch; 3]>,
    statements: Vec<Vec<String>>,
    in_statements_us: f64,
    a_move_us: f64,
    /// Statements of one move, `BEGIN` and `COMMIT` left out.
    pub statements_a_move: f64,
}

impl Results {
    pub(super) fn new(script: &Script) -> Self {
        let moves = script.moves.len() as f64;
        let asked: f64 = script
            .texts
            .iter()
            .map(|(_, times, _)| f64::from(*times))
            .sum();
        let took: f64 = script
            .texts
            .iter()
            .map(|(.., took)| took.as_secs_f64())
            .sum();
        Self {
            one_caller: Vec::new(),
            sealing: Vec::new(),
            many_callers: Vec::new(),
            statements: statements(script),
            in_statements_us: took * 1e6 / moves,
            a_move_us: script.took.as_secs_f64() * 1e6 / moves,
            statements_a_move: asked / moves,
        }
    }

    /// How long a move takes with the ledger, beside one without: the median of the rounds' ratios,
    /// on the wall and on the processor.
    pub fn cost_of_ledger(&self) -> (f64, f64) {
        let rounds = || self.sealing.iter();
        let wall = rounds().map(|[with, without]| without.per_second() / with.per_second());
        let cpu = rounds().map(|[with, without]| with.cpu_us() / without.cpu_us());
        (median(wall.collect()), median(cpu.collect()))
    }

    /// How fast Cairn is beside another engine: the median of the rounds' ratios.
    pub fn ratio(rounds: &[[Stretch; 3]], engine: usize) -> f64 {
        let ratio = |round: &[Stretch; 3]| round[0].per_second() / round[engine].per_second();
        median(rounds.iter().map(ratio).collect())
    }
}

fn statements(script: &Script) -> Vec<Vec<String>> {
    let moves = script.moves.len() as f64;
    let texts = script.texts.iter().map(|(sql, times, took)| {
        let us = took.as_secs_f64() * 1e6 / f64::from(*times);
        let a_move = f64::from(*times) / moves;
        vec![format!("{a_move:.2}"), format!("{us:.0}"), gist(sql)]
    });
    texts.collect()
}

/// A statement without its list of columns.
fn gist(sql: &str) -> String {
    let sql = sql.replace('"', "");
    match (sql.starts_with("SELECT"), sql.split_once(" FROM ")) {
        (true, Some((columns, rest))) => {
            let count = columns.split(',').count();
            format!("SELECT {count} columns FROM {rest}")
        }
        _ => {
            let cut: String = sql.chars().take(110).collect();
            if cut.len() < sql.len() {
                cut + "…"
            } else {
                cut
            }
        }
    }
}

/// Prints everything.
pub(super) fn print(results: &Results) {
    println!(
        "Review moves, SQLite, WAL, synchronous=FULL; every engine did the same, row by row.\n"
    );
    print_half("1", &results.one_caller);
    print_half(&CALLERS.to_string(), &results.many_callers);
    let (wall, cpu) = results.cost_of_ledger();
    println!(
        "A move with the ledger takes {wall:.2} times as long as one without leaves and salts, and \
         {cpu:.2} times the processor.\n"
    );
    println!(
        "One move is BEGIN IMMEDIATE, {:.1} statements, COMMIT. Heard while they were written down: \
         {:.0} µs a move, of which {:.0} µs inside statements.\n",
        results.statements_a_move, results.a_move_us, results.in_statements_us
    );
    table::print(&["a move", "µs each", "statement"], &results.statements);
}

fn print_half(callers: &str, rounds: &[[Stretch; 3]]) {
    let rows: Vec<_> = (0..ENGINES.len())
        .map(|engine| row(callers, rounds, engine))
        .collect();
    let head = [
        "engine",
        "callers",
        "moves/s",
        "p50 ms",
        "p99 ms",
        "CPU µs a move",
        "Cairn beside it",
    ];
    table::print(&head, &rows);
}

fn row(callers: &str, rounds: &[[Stretch; 3]], engine: usize) -> Vec<String> {
    let mut all = Stretch::default();
    rounds
        .iter()
        .for_each(|round| all.append(round[engine].clone()));
    let beside = match engine {
        0 => String::new(),
        _ => format!("{:.0} %", Results::ratio(rounds, engine) * 100.0),
    };
    vec![
        ENGINES[engine].into(),
        callers.into(),
        format!("{:.0}", all.per_second()),
        format!("{:.2}", all.samples.percentile_ms(50)),
        format!("{:.2}", all.samples.percentile_ms(99)),
        format!("{:.0}", all.cpu_us()),
        beside,
    ]
}
