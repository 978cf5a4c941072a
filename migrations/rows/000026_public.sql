INSERT INTO published_cell VALUES ({id:01}, 0, '2022-09', '', '', '', '', 0);
INSERT INTO published_incident VALUES (14045000000000000, {id:01}, 'AAAAA3', {object:}, '2022-09-30', '2022-09', 'Kabul', 'suicide_bombing', 'hazara', 'school', 34.5, 69.1, 500, 3, NULL, 1, 'school', 1, NULL, NULL, NULL);
