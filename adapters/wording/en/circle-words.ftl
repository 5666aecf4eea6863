# Words that differ from circle to circle. $preset is always there: sofa, s3 or rolebased.
# Other messages refer to these, so that a circle never meets two words for one thing.
circle-words =
    .consent = { $preset ->
        [sofa] consent
       *[other] no objection
    }
    .consent-button = { $preset ->
        [sofa] Consent
       *[other] No objection
    }
    .objection = { $preset ->
        [s3] possible objection
       *[other] objection
    }
    .objection-button = { $preset ->
        [s3] Possible objection
       *[other] Objection
    }
    .any-objection = { $preset ->
        [s3] Any possible objection
       *[other] Any objection
    }
    .an-objection = { $preset ->
        [s3] a possible objection
       *[other] an objection
    }
