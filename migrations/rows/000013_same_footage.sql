INSERT INTO fingerprint VALUES ({id:31}, {id:21}, {id:01}, 'footage', {salt});
INSERT INTO comparison VALUES ({id:31}, 3, '2026-11-26T08:00:00+00:00');
INSERT INTO hash_list VALUES ({id:52}, {id:01}, 'A partner', {id:02}, '2026-11-26T08:00:00+00:00');
INSERT INTO hash_list_entry VALUES ({id:52}, 0, 'clip 7', '6666666666666666666666666666666666666666666666666666666666666666', 100, 12.5);
