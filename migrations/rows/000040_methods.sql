INSERT INTO published_method VALUES ({id:01}, 1, '# What is included', '2026-11-24T08:00:00+00:00');
