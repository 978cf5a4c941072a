INSERT INTO reference VALUES ({id:72}, {id:20}, {id:02}, '2026-11-26T09:00:00+00:00', NULL, {object:"kind":"satellite"});
