INSERT INTO solver_run VALUES ({id:71}, {id:20}, {id:02}, '2026-11-26T08:00:00+00:00', {object:"algorithm":"sample"});
