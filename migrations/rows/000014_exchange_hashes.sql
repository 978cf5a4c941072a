INSERT INTO hash_list VALUES ({id:70}, {id:01}, 'Partner of the north', 'partner@example.org', 1, {id:02}, '2026-11-26T08:00:00+00:00');
INSERT INTO listed_hash VALUES ({id:70}, 0, '2222222222222222222222222222222222222222222222222222222222222222', 100, 'N-17', NULL);
INSERT INTO list_hit VALUES ({id:70}, {id:30}, 'N-17', {id:20}, 0, 1, NULL);
