//! Whatever is pasted is read or refused; nothing panics, and what is read is a place.
//! `cd crates/place && cargo +nightly fuzz run parse`

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(reading) = cairn_place::parse(text) {
        assert!(reading.precision_m.is_finite() && reading.precision_m > 0.0);
    }
});
