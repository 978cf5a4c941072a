INSERT INTO sign_in VALUES ({id:84}, {id:02}, '2026-11-27T08:00:00+00:00', 'password', 'in', 'Firefox, Linux');
