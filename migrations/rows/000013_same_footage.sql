INSERT INTO fingerprint VALUES ({id:31}, {id:21}, {id:01}, 'footage', {salt});
INSERT INTO comparison VALUES ({id:31}, 3, '2026-11-26T08:00:00+00:00');
INSERT INTO match_answer VALUES ({id:32}, 1, NULL, {id:02}, '2026-11-26T08:00:00+00:00');
