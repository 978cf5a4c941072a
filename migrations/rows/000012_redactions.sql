INSERT INTO redaction VALUES ({id:60}, {id:20}, {id:30}, {id:02}, '2026-11-24T08:00:00+00:00', {object:"regions":[],"sound":{"kind":"remove"} || '}');
INSERT INTO redaction VALUES ({id:61}, {id:21}, {id:31}, {id:02}, '2026-11-24T08:00:00+00:00', {object:"regions":[],"sound":{"kind":"remove"} || '}');
INSERT INTO redaction_copy VALUES ({id:60}, '2026-11-24T08:00:00+00:00', '7777777777777777777777777777777777777777777777777777777777777777', '8888888888888888888888888888888888888888888888888888888888888888', NULL);
INSERT INTO redaction_copy VALUES ({id:61}, '2026-11-24T08:00:00+00:00', NULL, NULL, 'no decoder');
