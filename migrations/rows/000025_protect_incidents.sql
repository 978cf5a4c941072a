INSERT INTO incident_protection VALUES ({id:10}, 10000, 'month', '2027-01-01');
