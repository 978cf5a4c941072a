INSERT INTO claim VALUES ({id:13}, {id:01}, 'AAAAA4', 'itemised', 'ISIS-K', 'al-Naba', '352', '2022-10-06', 'ar',
    'An attack on a school', 'quote', 'translation', '2022-09-30', 'day', '4 Rabi al-Awwal 1444', 'lunar_hijri',
    'Kaj', 'Kabul', 'AF01', 34.5, 69.2, 'hazara', 'suicide_bombing', 100, 120, NULL, NULL, 'partially_corroborated',
    {id:12}, 'https://archive.example/352', NULL, false, 'Two channels.', {id:02}, '2026-11-27T08:00:00+00:00',
    false, 1, 'aa');
INSERT INTO claim_incident VALUES ({id:13}, {id:10}, {id:01}, 'partially_corroborated', 'agree', 'agree', 'agree',
    'agree', 'differs', 'unknown', 'The same school.', {id:02}, '2026-11-27T08:00:00+00:00', NULL, NULL);
