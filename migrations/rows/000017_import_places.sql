INSERT INTO boundary_set VALUES ({id:72}, 'A survey of districts', 'CC BY 4.0', 2, 1, '2026-11-27T08:00:00+00:00');
INSERT INTO boundary_area VALUES ({id:72}, 0, 'Dih Sabz', 'AF0101', 69.0, 34.5, 69.5, 35.0, '[[[69.0,34.5],[69.5,34.5],[69.5,35.0],[69.0,34.5]]]');
INSERT INTO gazetteer VALUES ({id:73}, 'A list of villages', 'CC BY 4.0', 1, 1, '2026-11-27T08:00:00+00:00');
INSERT INTO gazetteer_place VALUES ({id:73}, 0, '1', 'Tara Khel', 34.6, 69.2, 'P', 'PPL', 'AF', '13', NULL, NULL);
INSERT INTO gazetteer_name VALUES ({id:73}, 'tarakhel', 0, 'Tara Khel');
