INSERT INTO release_candidate VALUES ({id:01}, 2, '5555555555555555555555555555555555555555555555555555555555555555', {id:02}, '2026-11-24T08:00:00+00:00');
INSERT INTO release_signature VALUES ({id:40}, {id:02}, '2026-11-24T08:00:00+00:00');
INSERT INTO published_retraction (project, short, reason, at, last_release, kind, replaced_by) VALUES ({id:01}, 'AAAAA3', 'The same event.', '2026-11-24T08:00:00+00:00', 2, 'duplicate', 'AAAAA2');
