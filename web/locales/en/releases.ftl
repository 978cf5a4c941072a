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
