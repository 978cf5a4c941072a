INSERT INTO incident VALUES ({id:10}, {id:01}, 'AAAAA2', 'School', '', '2022-09-30', 34.5, 69.2, 100,
    'Kaj', 'Kabul', 'suicide_bombing', 'hazara', 'school', true, 'ISIS-K', 35, 53, NULL, 110, 'UNAMA', false, 'aaaaa2 school kaj kabul');
INSERT INTO incident VALUES ({id:11}, {id:01}, 'AAAAA3', 'Unplaced', '', '2022-09-30', NULL, NULL, 0,
    '', '', 'other', 'other', 'other', false, '', NULL, NULL, NULL, NULL, '', true, 'aaaaa3 unplaced');
INSERT INTO claim VALUES ({id:12}, {id:01}, 'ISIS-K', 'al-Naba', '2022-10-01', 'Kabul', 'An attack', 40, NULL, 'corroborated', {id:10});
