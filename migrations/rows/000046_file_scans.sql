INSERT INTO file_scan VALUES ({id:30}, '2026-11-24T08:00:00+00:00', 'found', 'Eicar-Test-Signature FOUND');
