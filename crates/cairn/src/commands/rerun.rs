//! `cairn shadow rerun`: asks the question of a stored run again and says whether the answer holds.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use cairn_place::shadow::{Run, rerun, run};
use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::print_line;
use crate::instance::Problem;

/// Differences that are printed; the rest are counted.
const MOST_SHOWN: usize = 20;

#[derive(Debug, Args)]
pub struct Again {
    /// The record of a run, as Cairn's pages give it; `-` reads it from standard input.
    file: PathBuf,
}

#[derive(Debug, Serialize)]
struct Outcome {
    same: bool,
    made_by: Maker,
    run_by: Maker,
    /// What differs: where in the record, what it says, what comes out now.
    differences: Vec<Difference>,
    /// How many there are in all.
    different: usize,
}

#[derive(Debug, Serialize)]
struct Maker {
    algorithm: String,
    version: u32,
}

#[derive(Debug, PartialEq, Serialize)]
struct Difference {
    at: String,
    recorded: Value,
    now: Value,
}

impl Again {
    /// Prints what came out; a different answer is a failure.
    pub fn run(self) -> Result<(), Problem> {
        let record: Run = serde_json::from_str(&read(&self.file)?).map_err(|error| {
            format!(
                "{} is not the record of a run: {error}",
                self.file.display()
            )
        })?;
        let again = rerun(&record)?;
        let mut differences = Vec::new();
        if !again.same {
            let [then, now] = [&record.work, &again.now.work].map(serde_json::to_value);
            compare("work", &then?, &now?, &mut differences);
        }
        let different = differences.len();
        differences.truncate(MOST_SHOWN);
        print_line(&Outcome {
            same: again.same,
            made_by: Maker {
                algorithm: record.algorithm,
                version: record.version,
            },
            run_by: Maker {
                algorithm: run::ALGORITHM.to_owned(),
                version: run::VERSION,
            },
            differences,
            different,
        })?;
        match again.same {
            true => Ok(()),
            false => Err("the answer is another one now".into()),
        }
    }
}

fn read(file: &Path) -> Result<String, Problem> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Every leaf that differs, by its path.
fn compare(at: &str, recorded: &Value, now: &Value, found: &mut Vec<Difference>) {
    match (recorded, now) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                let of = |map: &serde_json::Map<String, Value>| map.get(key).cloned();
                let (a, b) = (of(a).unwrap_or_default(), of(b).unwrap_or_default());
                compare(&format!("{at}.{key}"), &a, &b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for index in 0..a.len().max(b.len()) {
                let of = |list: &[Value]| list.get(index).cloned().unwrap_or_default();
                compare(&format!("{at}[{index}]"), &of(a), &of(b), found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(Difference {
            at: at.to_owned(),
            recorded: a.clone(),
            now: b.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named_by_their_path() {
        let then = serde_json::json!({ "days": [{ "start": "07:30" }], "zone": "UTC" });
        let now = serde_json::json!({ "days": [{ "start": "07:31" }, {}], "zone": "UTC" });
        let mut found = Vec::new();
        compare("answer", &then, &now, &mut found);
        let paths: Vec<_> = found.iter().map(|one| one.at.as_str()).collect();
        assert_eq!(paths, ["answer.days[0].start", "answer.days[1]"]);
    }
}
