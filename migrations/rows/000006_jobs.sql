INSERT INTO job VALUES ({id:50}, 'examine', {object:"file":1}, 0, '2026-11-24T08:00:00+00:00', NULL);
INSERT INTO job VALUES ({id:51}, 'examine', {object:}, 5, NULL, 'no such file');
