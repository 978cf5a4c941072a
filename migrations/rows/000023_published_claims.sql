INSERT INTO published_claim VALUES ({id:01}, 'AAAAA4', {object:"short":"AFG-AAAAA4"});
INSERT INTO published_visibility VALUES ({id:01}, '["Kunar"]');
