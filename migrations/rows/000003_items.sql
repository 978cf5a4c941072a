INSERT INTO item VALUES ({id:20}, {id:01}, 'BBBBB2', 'Clip', 'clip', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'a blast', 'Kabul', 'morning', '2026-11-24T08:00:00+00:00', false, true, 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',
    1, {object:"seq":1,"workflow":1,"stage":"triage","kind":"work","outcome":null,"entered_at":"2026-11-24T08:00:00Z","submitter":null,"consent":"publish","lease":null,"rating":null,"incident":null,"duplicate_of":null,"findings":[],"settled":[],"objections":[],"sign_offs":[]}, 1, 'triage', 'work', NULL, '2026-11-24T08:00:00+00:00', {id:02}, 'publish', {id:02}, '2026-11-24T08:00:00+00:00', 'graphic', {id:10}, NULL, 1, 0);
INSERT INTO item VALUES ({id:21}, {id:01}, 'BBBBB3', 'Copy', 'copy', NULL, '', '', '', '2026-11-24T08:00:00+00:00', true, false, 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',
    1, {object:"seq":1,"workflow":1,"stage":"set_aside","kind":"settled","outcome":"duplicate","entered_at":"2026-11-24T08:00:00Z","submitter":null,"consent":"publish","lease":null,"rating":null,"incident":null,"duplicate_of":null,"findings":[],"settled":[],"objections":[],"sign_offs":[]}, 1, 'set_aside', 'settled', 'duplicate', '2026-11-24T08:00:00+00:00', NULL, 'internal', NULL, NULL, NULL, NULL, {id:20}, 1, 0);
INSERT INTO stage_count VALUES ({id:01}, 'triage', 1), ({id:01}, 'set_aside', 1);
INSERT INTO event VALUES ({id:20}, 1, '2026-11-24T08:00:00+00:00', 'member', {id:02}, 'lead', {object:"event":"released"});
INSERT INTO event VALUES ({id:21}, 1, '2026-11-24T08:00:00+00:00', 'submitter', NULL, NULL, {object:"event":"released"});
INSERT INTO event_words VALUES ({id:20}, 1, 'because');
INSERT INTO event_salt VALUES ({id:20}, 1, {salt});
INSERT INTO ledger_leaf VALUES (0, {id:20}, 1, 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'), (1, {id:21}, 1, 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff');
INSERT INTO comment (item, author, at, body, from_submitter) VALUES ({id:20}, {id:02}, '2026-11-24T08:00:00+00:00', 'Look at the gate', false);
INSERT INTO source VALUES ({id:22}, {id:20}, 'https://example.org/post/1');
