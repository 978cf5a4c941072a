INSERT INTO passkey VALUES ({id:83}, {id:02}, 'abababababababababababababababababababababababababababababababab', {salt}, 'Telephone', 0, '2026-11-27T08:00:00+00:00', NULL, NULL);
