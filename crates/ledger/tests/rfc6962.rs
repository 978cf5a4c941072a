//! The known answers of Certificate Transparency's reference tree, and what salts and order do.

use cairn_domain::Digest;
use cairn_ledger::{Leaf, MemoryTree, canonical, tree_head};
use proptest::prelude::*;

/// Entries and roots of the Merkle tree test in the Certificate Transparency repository, against
/// which implementations of RFC 6962 are tested: the root after each entry is added.
const KNOWN: [(&[u8], &str); 8] = [
    (
        b"",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    ),
    (
        b"\x00",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    ),
    (
        b"\x10",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    ),
    (
        b"\x20\x21",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (
        b"\x30\x31",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    ),
    (
        b"\x40\x41\x42\x43",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    ),
    (
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    ),
    (
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
];

#[test]
fn roots_equal_the_known_answers() {
    let mut tree = MemoryTree::default();
    for (entry, _) in KNOWN {
        tree.push(entry);
    }
    for (size, (_, root)) in (1..).zip(KNOWN) {
        let found = tree.root_at(size).expect("the tree was that long");
        assert_eq!(found.to_string(), root, "{size} entries");
    }
    assert_eq!(tree.root_at(9), None);
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(tree_head(&[]).to_string(), empty);
}

#[test]
fn a_commitment_is_the_salted_hash_of_the_event() {
    let event = canonical(&serde_json::json!({"type": "signed_off", "seq": 7}));
    let leaf = Leaf::commit(&[1; 32], &event);
    let by_hand = [&[1; 32][..], &event].concat();
    assert_eq!(leaf.commitment(), Digest::of_bytes(&by_hand));
    assert_ne!(leaf, Leaf::commit(&[2; 32], &event));
    assert_eq!(Leaf::from_commitment(leaf.commitment()), leaf);
    assert_eq!(tree_head(&[leaf]), leaf.hash());
}

proptest! {
    #[test]
    fn any_change_of_order_or_content_changes_the_head(
        count in 2_usize..40, at in any::<prop::sample::Index>(),
    ) {
        let leaf = |n: usize| Leaf::commit(&[0; 32], &n.to_be_bytes());
        let leaves: Vec<Leaf> = (0..count).map(leaf).collect();
        let at = at.index(count - 1);
        let mut swapped = leaves.clone();
        swapped.swap(at, at + 1);
        let mut edited = leaves.clone();
        edited[at] = leaf(count);
        prop_assert_ne!(tree_head(&swapped), tree_head(&leaves));
        prop_assert_ne!(tree_head(&edited), tree_head(&leaves));
        prop_assert_ne!(tree_head(&leaves[..count - 1]), tree_head(&leaves));
    }

    /// Reading and writing again changes no byte, and no double.
    #[test]
    fn canonical_json_reads_back_as_the_same_value(
        float in prop::num::f64::ANY.prop_filter("JSON has finite numbers", |f| f.is_finite()),
        text: String, int: i64,
    ) {
        let value = serde_json::json!({ &text: [int, float, text], "": null, "a": { "z": 1, "b": true } });
        let once = canonical(&value);
        let back: serde_json::Value = serde_json::from_slice(&once).expect("canonical is JSON");
        prop_assert_eq!(canonical(&back), once);
        prop_assert_eq!(serde_json::from_slice::<f64>(&canonical(&float.into())).expect("a number"), float);
    }
}
