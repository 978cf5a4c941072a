# Building, signing and withdrawing what is published.

candidate-title = Release { $version } waits for a second person
candidate-lead = Nothing of it is public yet. Built
candidate-harmless = I have looked at every record in it. Publishing this harms no one.
candidate-sign = Sign and publish release { $version }

done-candidate-built = The release is built. It becomes public when somebody else signs that it harms no one.

error-release-sign-own = You built this release. Somebody else has to say that publishing it harms no one.
error-release-changed = Something that this release would publish has changed since it was built. Build it again, look at it, then sign it.
error-release-author-gone = Whoever built this release may not build releases any more. Another lead has to build it again.
error-release-not-ticked = Say that publishing this harms no one, or leave it unpublished.
error-retraction-kind = Choose why the record is withdrawn. The reason is public.
error-retraction-replaced = This is not the id of a record. It looks like AFG-7K3QXM.

retraction-kind = Kind of reason
retraction-choose = Choose one
retraction-replaced = Record that tells it instead
retraction-replaced-hint = Its id, such as AFG-7K3QXM. Leave it empty if there is none.
retraction-duplicate = Another record tells the same
retraction-false = It did not happen as published
retraction-misdated = It happened at another time
retraction-privacy = Somebody could be recognised
retraction-safety = Somebody could be harmed
retraction-legal = The law asks for it

dataset-file-sources-csv = One line for each source of an attack beside its items
dataset-file-incidents-parquet = The attacks, for data tools (GeoParquet)
dataset-file-dataset-sqlite = All tables in one database
dataset-file-incidents-xlsx = All tables as sheets of one workbook
dataset-file-acled-like-csv = The attacks in the columns of ACLED
dataset-file-gtd-like-csv = The attacks in the columns of the Global Terrorism Database
dataset-file-hxl-csv = The attacks with HXL hashtags
dataset-file-changes-json = What is new, changed and gone, field by field
dataset-file-datapackage-json = The tables for Frictionless tools
dataset-file-croissant-json = The tables for machine-learning tools
dataset-file-dataset-jsonld = The dataset for search engines
dataset-file-citation-cff = How to cite it, for reference managers
dataset-file-datacite-json = How to cite it, for DataCite
dataset-file-changelog-md = What changed in every release so far
dataset-file-license = Terms of use
dataset-file-sha256sums-minisig = Signature of those fingerprints

incident-public = What the public may see
incident-public-lead = As the next release would publish it. What is public now stays until then.
incident-public-preview = The public page as it would be
incident-protect = Ask for more than the project does
incident-protect-cell = Grid for points
incident-protect-cell-hint = A point is published as the centre of its cell. With a grid coarser than the project’s, the named place is withheld and the province stays.
incident-protect-cell-project = As the project says
incident-protect-cell-metres = { $metres }
incident-protect-date = Days
incident-protect-date-hint = Coarser than a day, times of day, days of sources and runs of the shadow solver are withheld too.
incident-protect-embargo = Not before
incident-protect-embargo-hint = A day, as 2022-09-30, or nothing. Until then no release takes it. What is public already stays as it is; to take it away, retract it.
incident-protect-reason = Why
incident-protect-save = Save
vocab-date-step-day = As they are known
vocab-date-step-week = The week only
vocab-date-step-month = The month only
done-incident-protected = Saved. It holds from the next release on.

preview-title = Preview
preview-words = This is how everybody would see this page after the next release. Nothing of it is public through this address.
preview-back = Back to the incident

releases-changed-records = { $count ->
    [0] No public record changes.
    [one] One public record changes.
   *[other] { $count } public records change.
}
releases-changes = What it changes
releases-changes-none = It says nothing that the newest release does not say.
releases-changes-more = { $count } more are in changes.json of the release.
releases-new = New
releases-changed = Changed, field by field
releases-gone = Leaves
releases-table = Table
releases-record = Record
releases-nothing-there = nothing
releases-field-changed = changed
releases-held = Kept back as a whole
releases-held-embargo = Not before { $day }.
releases-held-digits = These fields name the place more finely than it is published: { $fields }. Take the digits away, or publish the point as finely.
releases-problems = What stands in the way, by kind
releases-problem-embargo = Embargo
releases-problem-digits = False precision

method-title = Methodology
method-lead = How you decide what is included, what you look for and what you leave out, in your own words. It is public as soon as you save it, and every version stays readable.
method-words = The methodology
method-hint = Leave a line empty between paragraphs. Begin a line with # for a heading, ## for a smaller one, - for an entry of a list. Anything else is shown as it is.
method-warning = Do not write names of people, coordinates or links that could lead to somebody. Nothing is taken away from it before it is public.
method-publish = Publish this version
method-versions = Published versions
method-version = Version { $version }
method-newer = Somebody published version { $version } while you wrote. Your words are kept below; this is theirs:
done-method-published = The methodology is public.
error-method-too-long = It is longer than 100,000 characters. Shorten it, or move a part to a document of its own.
