//! Every limit that the inventory names is the one in the program, and every limit of a text in the program is named.

use std::collections::BTreeSet;

use crate::page::{all_code, flowing, grouped, guide, inventory, number, row, section};

/// Row of the inventory, file of the program, its constant, what follows the number.
const TEXTS: [(&str, &str, &str, &str); 11] = [
    (
        "Words of a submission, notes and answers on a receipt",
        "crates/app/src/intake/receive.rs",
        "LONGEST_TEXT",
        " characters",
    ),
    (
        "Questions to a submitter",
        "crates/app/src/review/ask.rs",
        "LONGEST",
        " characters",
    ),
    (
        "Comments",
        "crates/app/src/review/comment.rs",
        "LONGEST",
        " characters",
    ),
    (
        "Fields of a reference",
        "crates/app/src/review/reference.rs",
        "LONGEST",
        " characters",
    ),
    (
        "Fields of a claim",
        "crates/app/src/claim/draft.rs",
        "LONGEST",
        " characters",
    ),
    (
        "A line of an incident, a finding or a list",
        "crates/app/src/typed.rs",
        "LONGEST_LINE",
        " characters",
    ),
    (
        "A paragraph of an incident or a finding, reasons for moves",
        "crates/app/src/typed.rs",
        "LONGEST",
        " characters",
    ),
    (
        "Tables of claims",
        "crates/app/src/claim/import.rs",
        "MOST_ROWS",
        " rows",
    ),
    (
        "Partners' lists",
        "crates/app/src/matching/lists.rs",
        "MOST_LISTED",
        " hashes",
    ),
    (
        "Invitations, tokens",
        "crates/app/src/account/invite.rs",
        "LONGEST_INVITATION_DAYS",
        " days",
    ),
    (
        "Invitations, tokens",
        "crates/app/src/account/token.rs",
        "LONGEST_TOKEN_DAYS",
        " days",
    ),
];

/// The one limit that is counted in KiB, and has a row of its own below.
const DRAFTS: &str = "crates/app/src/review/drafts.rs";

#[test]
fn limits_of_what_is_typed_are_those_of_the_program() {
    let page = inventory();
    let typed = section(&page, "Rules for what is typed");
    for (label, path, name, unit) in TEXTS {
        let said = row(typed, label);
        let is_so = format!("{}{unit}", grouped(number(path, name)));
        assert!(
            said.contains(&is_so),
            "{label}: {said}, and {path} has {is_so}"
        );
    }
    let mib = |path, name| format!("{} MiB", number(path, name) >> 20);
    let form = row(typed, "A form without files");
    assert!(
        form.starts_with(&mib("crates/web/src/forms.rs", "MOST_BYTES")),
        "{form}"
    );
    assert!(
        form.contains(&mib("crates/web/src/file_form.rs", "MOST_TYPED")),
        "{form}"
    );
    let kept = number(DRAFTS, "LONGEST") >> 10;
    assert!(row(typed, "What is kept while it is typed").starts_with(&format!("{kept} KiB")));
    let strength = "crates/app/src/account/strength.rs";
    let (least, most) = (
        number(strength, "SHORTEST_PASSWORD"),
        number(strength, "LONGEST_PASSWORD"),
    );
    assert!(row(typed, "Passwords").starts_with(&format!("{least} to {most} characters")));
    let files = number("crates/app/src/context.rs", "max_files");
    let of_item = number("crates/app/src/intake/add.rs", "MOST_FILES");
    let sentence = format!("a submission has {files} files, an item {of_item}");
    assert!(flowing(typed).contains(&sentence), "{sentence}");
}

/// A new limit of a text is documented, or said here to be the program's own.
#[test]
fn no_limit_of_a_text_is_missing_from_the_inventory() {
    let known: BTreeSet<_> = TEXTS
        .iter()
        .map(|(_, path, _, _)| *path)
        .chain([DRAFTS])
        .collect();
    let mut seen = BTreeSet::new();
    for (path, text) in all_code() {
        let has = text.contains("const LONGEST: ") || text.contains("const LONGEST_TEXT: ");
        if has && path.starts_with("crates/app/") {
            assert!(
                known.contains(path.as_str()),
                "{path} has a limit that the inventory does not name"
            );
            seen.insert(path);
        }
    }
    assert!(seen.len() >= 7, "{seen:?}");
}

/// What has to fit together, each with where the program says that it does not.
#[test]
fn what_has_to_fit_together_is_refused_by_name() {
    let page = inventory();
    let typed = flowing(section(&page, "Rules for what is typed"));
    for (said, path, refusal) in [
        (
            "every piece of evidence of a time with every other",
            "crates/app/src/review/chronolocate.rs",
            "contradict",
        ),
        (
            "lowest, best and highest counts in that order",
            "crates/app/src/incident/reading.rs",
            "counts",
        ),
        (
            "at least two matched features",
            "crates/app/src/review/geolocate.rs",
            "FEWEST_FEATURES",
        ),
        (
            "hallmarks with an assessment of the team's own",
            "crates/app/src/incident/reading.rs",
            "hallmarks",
        ),
        (
            "a finding with the stage it is recorded at",
            "crates/review/src/refusal.rs",
            "NotAtThisStage",
        ),
        (
            "a move with the revision and the sequence that were on the screen",
            "crates/review/src/refusal.rs",
            "Stale",
        ),
    ] {
        assert!(typed.contains(said), "the inventory does not say: {said}");
        let code = crate::page::code(path);
        assert!(code.contains(refusal), "{path} knows nothing of {refusal}");
    }
}

#[test]
fn limits_of_people_and_networks_are_those_of_the_program() {
    let (guide, inventory) = (guide(), inventory());
    let strangers = section(&guide, "Strangers and slow lines");
    for name in [
        "submissions_per_min",
        "receipts_per_min",
        "uploads_per_min",
        "sign_ins_per_min",
        "downloads_per_min",
        "solver_runs_per_min",
        "changes_per_min",
    ] {
        let usual = number("crates/app/src/throttle.rs", name);
        let said = row(strangers, &format!("`{name}`"));
        assert!(
            said.starts_with(&grouped(usual)) || said.starts_with(&usual.to_string()),
            "{name}: {said}, usual {usual}"
        );
    }
    let throttle = "crates/app/src/throttle.rs";
    let per_account = number(throttle, "PER_ACCOUNT");
    assert!(strangers.contains(&format!("{per_account} a minute for one account name")));
    assert_eq!(
        number(throttle, "LONGEST_WAIT_S"),
        5 * 60,
        "the guide says five minutes"
    );
    let accounts = flowing(section(&guide, "Accounts and second factors"));
    assert!(accounts.contains("twice as long each time and five minutes at most"));
    assert!(accounts.contains("Nobody can be locked out from outside"));
    let typed = flowing(section(&inventory, "Rules for what is typed"));
    assert!(typed.contains("Members are counted by account"));
}

#[test]
fn kinds_and_sizes_of_files_are_those_of_the_program() {
    let (inventory, guide) = (inventory(), guide());
    let files = section(&inventory, "Files");
    let sniff = crate::page::code("crates/media/src/sniff.rs");
    let list = sniff
        .split("const KNOWN")
        .nth(1)
        .expect("the list is there");
    let list = list.split("];").next().expect("and it ends");
    let named = |mime: &str| match mime {
        "image/heic" => "HEIC",
        "video/3gpp" => "3GPP",
        "video/x-matroska" => "Matroska",
        "video/quicktime" => "QuickTime",
        "video/x-msvideo" => "AVI",
        "video/webm" => "WebM",
        "image/webp" => "WebP",
        "audio/mpeg" => "MP3",
        "audio/mp4" => "M4A",
        "audio/ogg" => "Ogg",
        "video/mp4" => "MP4",
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        "image/gif" => "GIF",
        "image/avif" => "AVIF",
        "audio/wav" => "WAV",
        other => panic!("{other} is not in the inventory"),
    };
    let taken: Vec<_> = list
        .split('"')
        .filter(|part| part.contains('/'))
        .map(named)
        .collect();
    let listed = ["Photos", "Recordings", "Sound"]
        .map(|kind| row(files, kind))
        .join(", ");
    let mut listed: Vec<_> = listed.split(", ").collect();
    let mut taken = taken;
    listed.sort_unstable();
    taken.sort_unstable();
    assert_eq!(listed, taken);
    let context = "crates/app/src/context.rs";
    let plain = number(context, "max_file_bytes") >> 20;
    let tus = number(context, "max_upload_bytes") >> 30;
    let flowing_files = flowing(files);
    assert!(flowing_files.contains(&format!("{plain} MiB in the plain form and {tus} GiB")));
    assert!(guide.contains(&format!("max_file_mib = {plain} ")));
    assert!(guide.contains(&format!("max_upload_mib = {} ", tus << 10)));
    let million = number("crates/media/src/photo.rs", "MAX_PIXELS") / 1_000_000;
    assert!(flowing_files.contains(&format!("more than {million} million pixels")));
}

#[test]
fn what_costs_much_is_bounded_as_written() {
    let page = inventory();
    let costs = section(&page, "What costs much");
    let says = |label: &str, words: &str| {
        let said = row(costs, label);
        assert!(said.contains(words), "{label}: {said}, not {words}");
    };
    let context = crate::page::code("crates/app/src/context.rs");
    assert!(context.contains("hashing: Semaphore::new(2)"));
    says("Hashing a password", "Two at a time, 64 MiB each");
    assert_eq!(
        number("crates/app/src/context.rs", "argon2_memory_kib"),
        64 * 1024
    );
    let workshop = crate::page::code("crates/media/src/workshop.rs");
    assert!(workshop.contains("(Duration::from_secs(60), Duration::from_secs(720))"));
    says(
        "Looking at a file",
        "60 s for a picture, 12 minutes for a recording",
    );
    assert_eq!(
        number("crates/media/src/limits.rs", "ADDRESS_SPACE"),
        1536 << 20
    );
    says("Looking at a file", "1.5 GiB of address space");
    let reserve = number("crates/app/src/upload/begin.rs", "RESERVE_BYTES") >> 20;
    says(
        "Receiving files",
        &format!("{reserve} MiB of the disk are left free"),
    );
    let columns = number("crates/app/src/public/columns.rs", "MOST_IN_COLUMNS");
    says(
        "The file of columns for the public map",
        &format!("{} records at most", grouped(columns)),
    );
    assert_eq!(
        number("crates/app/src/public/download.rs", "AT_ONCE"),
        1_000
    );
    says("Downloads of a filter", "pieces of a thousand");
    let hosts = row(
        section(&page, "Whom the program talks to"),
        "Providers of tiles",
    );
    let tiles = "crates/web/src/tiles.rs";
    let (turns, mib) = (number(tiles, "AT_ONCE"), number(tiles, "MOST_BYTES") >> 20);
    assert!(
        hosts.contains(&format!("{turns} at a time, 15 s, {mib} MiB")),
        "{hosts}"
    );
    assert!(crate::page::code(tiles).contains("PATIENCE: Duration = Duration::from_secs(15)"));
}
