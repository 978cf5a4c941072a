INSERT INTO ledger_leaf VALUES (2, NULL, NULL, 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee');
INSERT INTO audit_event VALUES (2, '2026-11-27T08:00:00+00:00', {id:02}, {id:01}, {id:20}, 'comment_written', NULL, {object:"kind":"comment_written","comment":1}, 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd');
INSERT INTO audit_salt VALUES (2, {salt});
