INSERT INTO incident_source VALUES ({id:91}, {id:10}, 'Emergency', 'hospital', 'Statement', 'https://example.org/1', false, '2022-09-30', 'null', 'null', {id:02}, '2026-11-27T08:00:00+00:00');
INSERT INTO incident_fact (incident, field, item, source) VALUES ({id:10}, 'injured', NULL, {id:91});
INSERT INTO incident_event (incident, at, actor, kind, reason, changes, other) VALUES ({id:10}, '2026-11-27T08:00:00+00:00', {id:02}, 'opened', '', '[]', NULL);
INSERT INTO vocabulary_term VALUES ({id:01}, 'target_type', 'students', 'civilians', {object:"en": "Students"}, '', false);
