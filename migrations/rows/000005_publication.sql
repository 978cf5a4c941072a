INSERT INTO published_project VALUES ({id:01}, 'AFG', 'Attacks in Afghanistan', 'A paragraph.', 'Asia/Kabul', true, '2026-11-24T08:00:00+00:00');
INSERT INTO published_release VALUES ({id:40}, {id:01}, 1, '2026-11-24T08:00:00+00:00', {object:}, 1, 1, 0);
INSERT INTO published_file VALUES ({id:40}, 'incidents.csv', '5555555555555555555555555555555555555555555555555555555555555555', 'text/csv', 10);
INSERT INTO published_incident VALUES ({id:01}, 'AAAAA2', {object:}, '2022-09-30', '2022-09', 'Kabul', 'suicide_bombing', 'hazara', 'school', 1, 'misdated', '2026-11-24T08:00:00+00:00', 2);
INSERT INTO published_blob VALUES ({id:01}, '6666666666666666666666666666666666666666666666666666666666666666', 'image/jpeg', 10);
INSERT INTO release_author VALUES ({id:40}, {id:02});
INSERT INTO published_retraction (project, short, reason, at, last_release) VALUES ({id:01}, 'AAAAA2', 'misdated', '2026-11-24T08:00:00+00:00', 2);
