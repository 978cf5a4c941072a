//! The rows of each step survive every later one.

use cairn_migrations::{MOVED, Migrator, MigratorTrait, ROWS, dialect};
use sea_orm::{ConnectionTrait, Statement};

use crate::backend::bare;

#[tokio::test]
async fn rows_of_each_step_survive_the_later_ones() {
    for (db, backend, _directory, _cluster) in bare().await {
        assert_eq!(
            Migrator::migrations().len(),
            ROWS.len(),
            "every step has sample rows"
        );
        let mut inserted = Vec::new();
        for rows in ROWS {
            Migrator::up(&db, Some(1)).await.expect("the step applies");
            for statement in rows.split_terminator(";\n") {
                let sql = dialect::render(backend, statement);
                let rows = db
                    .execute_unprepared(&sql)
                    .await
                    .expect(&sql)
                    .rows_affected();
                let table = sql.split_whitespace().nth(2).expect("INSERT INTO table");
                let now = MOVED.iter().find(|(from, _)| *from == table);
                let table = now.map_or(table, |(_, to)| to);
                inserted.push((table.to_owned(), rows));
            }
        }
        Migrator::up(&db, None)
            .await
            .expect("nothing is left to do");
        let mut tables: Vec<_> = inserted.iter().map(|(table, _)| table.clone()).collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            let expected: u64 = inserted
                .iter()
                .filter(|(name, _)| *name == table)
                .map(|(_, rows)| rows)
                .sum();
            let sql = format!("SELECT count(*) FROM {table}");
            let row = db.query_one_raw(Statement::from_string(backend, sql)).await;
            let count: i64 = row
                .expect("valid")
                .expect("a row")
                .try_get_by_index(0)
                .expect("count");
            // A step may take a column of one table into rows of another, never lose any.
            let count = u64::try_from(count).expect("a count");
            assert!(count >= expected, "{table} on {backend:?}: {count}");
        }
        // Every table has sample rows, or the next step could lose them unseen.
        let sql = match backend {
            sea_orm::DbBackend::Sqlite => {
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' \
                 AND name NOT LIKE 'published_text%'"
            }
            _ => {
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' \
                 AND tablename <> 'seaql_migrations'"
            }
        };
        let row = db.query_one_raw(Statement::from_string(backend, sql)).await;
        let count: i64 = row
            .expect("valid")
            .expect("a row")
            .try_get_by_index(0)
            .expect("count");
        let mut sampled: Vec<_> = inserted.into_iter().map(|(table, _)| table).collect();
        sampled.sort_unstable();
        sampled.dedup();
        assert_eq!(usize::try_from(count), Ok(sampled.len()), "{sampled:?}");
    }
}
