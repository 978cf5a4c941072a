//! Hostile files and requests, sent to the real server by somebody without an account. `make test`
//! sends a few of each class, `make hostile` (which sets `CAIRN_HOSTILE=all`) all of them. Whatever is
//! sent: the server lives, answers in time and without a fault, does not grow, asks nobody, leaves
//! nothing outside its data directory, and shows of no file a frame of another.

mod http;
mod inputs;
mod outcome;
mod requests;
mod server;
mod verdict;

use std::time::Duration;

use inputs::{Expect, Input};
use outcome::Database;
use server::Server;
use verdict::Verdict;

/// Seed of the random damage; print it, and the damage repeats itself.
const SEED: u64 = 2026;
/// How long the workers may take for everything.
const PATIENCE: Duration = Duration::from_secs(1_500);

fn everything() -> bool {
    std::env::var_os("CAIRN_HOSTILE").is_some_and(|chosen| chosen == "all")
}

/// Of each class the first few, unless everything was asked for.
fn some(mut inputs: Vec<Input>, few: usize) -> Vec<Input> {
    if !everything() {
        inputs.truncate(few);
    }
    inputs
}

#[test]
fn hostile_files_are_stored_or_refused_and_harm_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let films = inputs::films(folder.path());
    let (_, film) = &films.valid[0];
    let server = Server::start();
    let canary = Input::new("the canary", "a.mp4", films.canary.clone(), Expect::Store);
    let victim = verdict::sha256(&canary.bytes);
    let mut verdict = Verdict::new(&server);
    verdict.send(canary);
    verdict.settle(PATIENCE);
    verdict.expect_canary(&victim);

    let port = server.canary_port();
    let mut all = Vec::new();
    all.extend(some(inputs::texts(), 8));
    all.extend(some(inputs::leaks(&victim, port, &server.data), 6));
    all.extend(some(inputs::stills(), 8));
    all.extend(some(inputs::pngs(), 6));
    all.extend(some(inputs::jpegs(), 6));
    all.extend(some(inputs::exif(), 4));
    all.extend(some(inputs::boxes(film), 4));
    if everything() {
        all.extend(inputs::odd_films(folder.path()));
        all.extend(films.valid.iter().map(|(kind, bytes)| {
            Input::new(
                format!("film: ordinary {kind}"),
                kind,
                bytes.clone(),
                Expect::Store,
            )
        }));
        all.extend(inputs::truncations(film));
        all.extend(inputs::wrong_lengths(film));
    }
    // Stills twice: they are looked at in a moment, films in a second.
    let mut valid = [inputs::valid_stills(), inputs::valid_stills()].concat();
    valid.extend(films.valid.iter().cloned());
    all.extend(inputs::mutations(
        &valid,
        if everything() { 540 } else { 18 },
        SEED,
    ));
    println!("{} inputs", all.len());
    all.into_iter().for_each(|input| verdict.send(input));
    verdict.settle(PATIENCE);
    verdict.check();
    server.assert_unharmed();
}

#[test]
fn pictures_of_nothing_look_like_nothing() {
    let server = Server::start();
    let mut verdict = Verdict::new(&server);
    for number in 0..if everything() { 100 } else { 20 } {
        let bytes = inputs::picture_of_nothing(number);
        verdict.send(Input::new(
            format!("nothing {number}"),
            "n.png",
            bytes,
            Expect::Store,
        ));
    }
    verdict.settle(PATIENCE);
    verdict.check();
    assert_eq!(Database::open(&server.data).likenesses(), 0);
    server.assert_unharmed();
}

#[test]
fn hostile_names_are_words_and_nothing_else() {
    let server = Server::start();
    let still = inputs::valid_stills().swap_remove(0).1;
    let mut verdict = Verdict::new(&server);
    for (number, name) in inputs::names().into_iter().enumerate() {
        // No browser sends these; the form may be refused for them.
        let is_text = std::str::from_utf8(&name).is_ok_and(|name| !name.contains('\0'));
        let expect = if is_text {
            Expect::Store
        } else {
            Expect::Anything
        };
        // One byte more each, so that no two are the same file.
        let bytes = [&still[..], &vec![0; number]].concat();
        let input = Input {
            file_name: name,
            ..Input::new(format!("name {number}"), "", bytes, expect)
        };
        verdict.send(input);
    }
    for name in inputs::accented_twins() {
        let bytes = [&still[..], name.as_bytes()].concat();
        verdict.send(Input::new(
            format!("twin {}", name.len()),
            name,
            bytes,
            Expect::Store,
        ));
    }
    verdict.settle(PATIENCE);
    verdict.check();
    let database = Database::open(&server.data);
    for name in inputs::accented_twins() {
        let twin = database
            .find(&format!("twin {}", name.len()))
            .expect("stored");
        assert_eq!(twin.claimed_name, name, "kept as it was written");
    }
    verdict.pages_hold_nothing_that_runs();
    server.assert_unharmed();
}

#[test]
fn hostile_requests_are_refused_in_time() {
    let server = Server::start();
    for (name, answer) in requests::send_all(&server) {
        // Hanging up without a word is an answer, too.
        let is_refused = matches!(answer.status, 0 | 400..500);
        assert!(is_refused, "{name}: {answer:?}");
        assert!(answer.took < http::PATIENCE, "{name}: {:?}", answer.took);
    }
    requests::the_same_file_at_once(&server, if everything() { 100 } else { 12 });
    server.assert_unharmed();
}
