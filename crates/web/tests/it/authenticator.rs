//! What a phone or a security key does with a passkey, in memory: keys on P-256, signatures over what
//! the browser asked, and a counter. After "Web Authentication: Level 3", sections 6 and 7.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use ciborium::Value as Cbor;
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

/// Somebody is there, and the device knows who (a finger, a number).
const PRESENT_AND_VERIFIED: u8 = 0x01 | 0x04;
const PRESENT: u8 = 0x01;
const HOLDS_A_KEY: u8 = 0x40;

/// A device with one passkey. A clone is a copy of the key, as a thief would make it.
#[derive(Clone)]
pub struct Authenticator {
    origin: String,
    key: Vec<u8>,
    id: [u8; 16],
    /// Whose passkey it is, as the site said when it was made.
    user: Value,
    counter: u32,
    /// Whether it asks for a finger or a number.
    pub verifies: bool,
}

impl Authenticator {
    /// A device in a browser that shows this origin.
    pub fn new(origin: &str, id: u8) -> Self {
        let key =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
        Self {
            origin: origin.to_owned(),
            key: key.expect("a key").as_ref().to_vec(),
            id: [id; 16],
            user: Value::Null,
            counter: 0,
            verifies: true,
        }
    }

    /// Makes a passkey for what a site asks; gives the field of the form.
    pub fn create(&mut self, challenge: &Value) -> String {
        let options = &challenge["options"];
        self.user = options["user"]["id"].clone();
        let site = options["rp"]["id"].as_str().expect("a site");
        let mut data = self.data(site, HOLDS_A_KEY);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        data.extend(self.public_key());
        let attestation = Cbor::Map(vec![
            (text("fmt"), text("none")),
            (text("attStmt"), Cbor::Map(Vec::new())),
            (text("authData"), Cbor::Bytes(data)),
        ]);
        let response = json!({
            "attestationObject": BASE64.encode(written(&attestation)),
            "clientDataJSON": BASE64.encode(self.client_data("webauthn.create", options)),
            "transports": ["internal"],
        });
        self.answer(challenge, &response)
    }

    /// Answers what a site asks; gives the field of the form.
    pub fn get(&mut self, challenge: &Value) -> String {
        let options = &challenge["options"];
        let site = options["rpId"].as_str().expect("a site");
        // A browser reads no bytes but these, and gives up on all others.
        for one in options["allowCredentials"].as_array().into_iter().flatten() {
            let id = one["id"].as_str().expect("bytes as text");
            BASE64.decode(id).expect("base64url");
        }
        self.counter += 1;
        let data = self.data(site, 0);
        let said = self.client_data("webauthn.get", options);
        let signed = [data.as_slice(), digest(&SHA256, &said).as_ref()].concat();
        let signature = self.pair().sign(&SystemRandom::new(), &signed);
        let response = json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(said),
            "signature": BASE64.encode(signature.expect("signed")),
            "userHandle": self.user,
        });
        self.answer(challenge, &response)
    }

    /// The same device in a browser that shows another origin.
    pub fn elsewhere(&self, origin: &str) -> Self {
        let origin = origin.to_owned();
        Self {
            origin,
            ..self.clone()
        }
    }

    fn answer(&self, challenge: &Value, response: &Value) -> String {
        let id = BASE64.encode(self.id);
        let credential = json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        });
        let ceremony = challenge["ceremony"].as_str().expect("a name");
        // In the order in which the page's script writes them.
        format!("{{\"ceremony\":\"{ceremony}\",\"credential\":{credential}}}")
    }

    fn data(&self, site: &str, flags: u8) -> Vec<u8> {
        let asked = if self.verifies {
            PRESENT_AND_VERIFIED
        } else {
            PRESENT
        };
        let mut data = digest(&SHA256, site.as_bytes()).as_ref().to_vec();
        data.push(asked | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn pair(&self) -> EcdsaKeyPair {
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        EcdsaKeyPair::from_pkcs8(algorithm, &self.key, &SystemRandom::new()).expect("a key")
    }

    /// COSE: an elliptic key on P-256 for ES256.
    fn public_key(&self) -> Vec<u8> {
        let pair = self.pair();
        let point = pair.public_key().as_ref();
        let (x, y) = (point[1..33].to_vec(), point[33..65].to_vec());
        written(&Cbor::Map(vec![
            (number(1), number(2)),
            (number(3), number(-7)),
            (number(-1), number(1)),
            (number(-2), Cbor::Bytes(x)),
            (number(-3), Cbor::Bytes(y)),
        ]))
    }
}

fn text(text: &str) -> Cbor {
    Cbor::Text(text.to_owned())
}

fn number(number: i64) -> Cbor {
    Cbor::Integer(number.into())
}

fn written(value: &Cbor) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("CBOR");
    bytes
}
