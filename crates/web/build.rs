//! The front end is embedded when it has been built (`make build`); without it the pages still
//! work, only plain.

use std::{fs, path::Path};

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=../../web/templates");
    println!("cargo::rerun-if-changed=../../web/locales");
    let manifest = dist.join("manifest.json");
    if !manifest.exists() {
        println!(
            "cargo::warning=web/dist is not built; pages will have no styles (run `make build`)"
        );
        let made = fs::create_dir_all(&dist).and_then(|()| fs::write(&manifest, "{}"));
        made.expect("web/dist can be created");
    }
}
