INSERT INTO opt_out VALUES ({id:02}, 'children');
