INSERT INTO second_factor VALUES ({id:02}, {salt}, '2026-11-27T08:00:00+00:00', 1);
INSERT INTO recovery_code VALUES ({id:02}, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', NULL);
INSERT INTO known_device VALUES ('cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', {id:02}, '2026-11-27T08:00:00+00:00', '2027-05-27T08:00:00+00:00');
