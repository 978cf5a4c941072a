//! Requests to time-stamp authorities and their answers (RFC 3161, `.tsq` and `.tsr`).

use cairn_domain::Digest;
use cms::{
    cert::x509::{ext::Extensions, spki::AlgorithmIdentifier},
    signed_data::EncapsulatedContentInfo,
};
use der::{
    Any, Decode, Encode, Sequence, SliceReader, Tag, Tagged,
    asn1::{Int, ObjectIdentifier, OctetString},
};
use x509_tsp::{Accuracy, MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

use super::{Stamp, bad, other_bytes};
use crate::LedgerError;

/// id-sha256 (RFC 5754).
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// id-signedData (RFC 5652) and id-ct-TSTInfo (RFC 3161).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// As in RFC 3161, section 2.4.2. The library's own takes no fractions of a second, which
/// authorities may write.
#[derive(Sequence)]
struct TstInfo {
    version: u8,
    policy: ObjectIdentifier,
    message_imprint: MessageImprint,
    serial_number: Int,
    gen_time: Any,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    tsa: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

/// What to ask an authority about a checkpoint. The nonce tells its answer from an older one.
///
/// # Errors
/// None that can happen; writing ASN.1 can fail in general.
pub fn request(checkpoint: &[u8], nonce: [u8; 16]) -> Result<Vec<u8>, LedgerError> {
    let mut nonce = nonce;
    // Positive, and as long as it looks.
    nonce[0] = nonce[0] & 0x7f | 0x40;
    let unwritten = |error: der::Error| bad(format!("a request could not be written: {error}"));
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: imprint(checkpoint).map_err(unwritten)?,
        req_policy: None,
        nonce: Some(Int::new(&nonce).map_err(unwritten)?),
        cert_req: true,
        extensions: None,
    };
    request.to_der().map_err(unwritten)
}

fn imprint(checkpoint: &[u8]) -> der::Result<MessageImprint> {
    Ok(MessageImprint {
        hash_algorithm: AlgorithmIdentifier {
            oid: SHA256,
            parameters: Some(Any::null()),
        },
        hashed_message: OctetString::new(Digest::of_bytes(checkpoint).0)?,
    })
}

/// Reads an answer over a digest; with the request that it answers, only that answer.
pub(super) fn read(
    answer: &[u8],
    digest: Digest,
    request: Option<&[u8]>,
) -> Result<Stamp, LedgerError> {
    let unread = |error: der::Error| bad(format!("no answer of a time-stamp authority: {error}"));
    let answer = TimeStampResp::from_der(answer).map_err(unread)?;
    let Some(token) = answer.time_stamp_token else {
        let status = answer.status.status;
        return Err(bad(format!("the authority refused: {status:?}")));
    };
    if token.content_type != SIGNED_DATA {
        return Err(bad("its token is not signed"));
    }
    let info = signed(&token.content).map_err(unread)?;
    let imprint = &info.message_imprint;
    if imprint.hash_algorithm.oid != SHA256 || imprint.hashed_message.as_bytes() != digest.0 {
        return Err(other_bytes());
    }
    if let Some(request) = request {
        let asked = TimeStampReq::from_der(request).map_err(unread)?;
        if asked.nonce != info.nonce {
            return Err(bad("it answers another request than the one that is kept"));
        }
    }
    Ok(Stamp::Authority {
        at: rfc3339(&info.gen_time).ok_or_else(|| bad("its time cannot be read"))?,
        serial: hex(info.serial_number.as_bytes()),
        policy: info.policy.to_string(),
    })
}

/// What a token signs. Of the rest of it, the certificates and signatures, nothing is read: not all
/// authorities sort them as DER wants.
fn signed(content: &Any) -> der::Result<TstInfo> {
    let mut fields = SliceReader::new(content.value())?;
    let _version = u8::decode(&mut fields)?;
    let _digest_algorithms = Any::decode(&mut fields)?;
    let inner = EncapsulatedContentInfo::decode(&mut fields)?;
    let octets = inner.econtent.filter(|_| inner.econtent_type == TST_INFO);
    let octets = octets.ok_or_else(|| fields.error(der::ErrorKind::Failed))?;
    TstInfo::from_der(octets.decode_as::<OctetString>()?.as_bytes())
}

/// `20261127131500.25Z` as `2026-11-27T13:15:00.25Z`.
fn rfc3339(time: &Any) -> Option<String> {
    let text = std::str::from_utf8(time.value()).ok()?;
    let (whole, fraction) = text.strip_suffix('Z')?.split_at_checked(14)?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = time.tag() == Tag::GeneralizedTime && is_number(whole);
    let is_fraction = fraction.is_empty() || fraction.strip_prefix('.').is_some_and(is_number);
    (is_time && is_fraction).then(|| {
        let part = |from: usize, to: usize| &whole[from..to];
        let day = [part(0, 4), part(4, 6), part(6, 8)].join("-");
        let hour = [part(8, 10), part(10, 12), part(12, 14)].join(":");
        format!("{day}T{hour}{fraction}Z")
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
