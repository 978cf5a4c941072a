//! What public queries may name, read from their sources.

/// Invariant: no public query can reach a private column. The files that hold them import no
/// other table, call nothing that reads one, and a query cannot be written without naming one.
#[test]
fn public_queries_name_published_tables_alone() {
    let sources = [
        include_str!("../../src/public.rs"),
        include_str!("../../src/public_counts.rs"),
        include_str!("../../src/public_incidents.rs"),
    ];
    let tables = sources.map(tables_of);
    assert_eq!(tables.each_ref().map(Vec::len), [6, 2, 2], "{tables:?}");
    for table in tables.concat() {
        assert!(
            table.starts_with("published_"),
            "a public query names {table}"
        );
    }
    let own = |call: &str| {
        let source = sources.concat();
        let name = call.split('(').next().unwrap_or_default();
        source.contains(&format!("fn {name}("))
    };
    for source in sources {
        for call in source
            .split("self.")
            .skip(1)
            .filter(|call| !call.starts_with("db)") && !call.starts_with("db."))
        {
            assert!(own(call), "a public query calls {}", &call[..20]);
        }
        assert!(!source.contains("Statement::"), "no SQL by hand");
    }
}

/// The tables in the one list that a file imports.
fn tables_of(source: &str) -> Vec<String> {
    let pieces: Vec<_> = source.split("entity::").collect();
    assert_eq!(pieces.len(), 2, "tables are imported in one list");
    let list = pieces[1].strip_prefix('{').expect("a list");
    let (mut depth, mut tables) = (0, String::new());
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ if depth == 0 => tables.push(letter),
            _ => {}
        }
    }
    let tables = tables.split(',').map(str::trim);
    tables
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
