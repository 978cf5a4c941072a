INSERT INTO map_layer VALUES ('sample', 'A sample', 'pmtiles', 'local', 'sample.pmtiles', 'Somebody', 12, 256, '', false, true, '2026-11-27T08:00:00+00:00');
