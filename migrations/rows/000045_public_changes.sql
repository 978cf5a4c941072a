INSERT INTO published_cell VALUES ({id:01}, 0, '2022-10', '', '', '', '', 2, 1);
