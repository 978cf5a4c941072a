INSERT INTO project VALUES ({id:01}, 'AFG', 'Attacks in Afghanistan', 'A paragraph.', 'Asia/Kabul', 120, 1000, true, 1, '2026-11-24T08:00:00+00:00');
INSERT INTO workflow VALUES ({id:01}, 1, {object:"name":"standard","start":"triage","stages":[],"moves":[]}, '2026-11-24T08:00:00+00:00');
INSERT INTO account VALUES ({id:02}, 'lead@demo.example', 'Lead', '$argon2id$x', false, '2026-11-24T08:00:00+00:00');
INSERT INTO membership VALUES ({id:01}, {id:02}, 'lead');
INSERT INTO session VALUES ({id:03}, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', {id:02}, '2026-11-24T08:00:00+00:00', '2026-11-24T08:00:00+00:00', '2026-11-25T08:00:00+00:00', NULL);
INSERT INTO setting VALUES ('lease_minutes', '120');
