INSERT INTO open_claim VALUES ({id:30}, 1, 'Make', {object:"kind":"words","text":"Fairphone"}, 'APP1/IFD0/0x010f', 'nom-exif 3.8');
INSERT INTO sealed_claim VALUES ({id:31}, 1, 'BodySerialNumber', 'A1234', NULL, 'APP1/Exif/0xa431', 'nom-exif 3.8');
