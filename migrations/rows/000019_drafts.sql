INSERT INTO draft VALUES ({id:02}, {id:20}, 'geolocation-form', '2026-11-27T08:00:00+00:00', {object:"camera":"34.5"});
