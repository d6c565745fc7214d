/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers that children, schools and places go by: domain reference,
 * section 5.  Pure but for the bundled tables; any thread. */
typedef enum
{
  WAY_IDENTIFIER_UPN,       /* Unique Pupil Number */
  WAY_IDENTIFIER_ULN,       /* Unique Learner Number */
  WAY_IDENTIFIER_URN,       /* Unique Reference Number of an establishment */
  WAY_IDENTIFIER_LAESTAB,   /* DfE number: authority and establishment */
  WAY_IDENTIFIER_UKPRN,     /* UK Provider Reference Number */
  WAY_IDENTIFIER_POSTCODE,
  WAY_IDENTIFIER_LA,        /* the DfE's three-digit number of an authority */
  WAY_IDENTIFIER_GSS,       /* code of the Office for National Statistics */
} WayIdentifierKind;
#define WAY_N_IDENTIFIERS (WAY_IDENTIFIER_GSS + 1)

typedef enum
{
  WAY_VERDICT_VALID,
  WAY_VERDICT_WARNING,      /* may stand, but a person should look */
  WAY_VERDICT_INVALID,
} WayVerdict;

typedef struct
{
  WayVerdict  verdict;
  char        text[16];     /* normalised; "" when invalid */
  const char *reason;       /* msgid; NULL when there is nothing to say */
} WayIdentifier;

/* Names are those of the command line: "upn", "uln", and so on. */
const char   *way_identifiers_kind_name (WayIdentifierKind   kind);
gboolean      way_identifiers_find_kind (const char         *name,
                                         WayIdentifierKind  *kind);

/* Judges a text as people write it: spaces around and inside and small letters
 * are put right, a stroke in a DfE number is taken out.  NULL is invalid. */
WayIdentifier way_identifiers_check     (WayIdentifierKind   kind,
                                         const char         *text);

/* Whether a valid UPN is a temporary one: for the time until the permanent one
 * is known. */
gboolean      way_identifiers_upn_is_temporary (const char  *upn);

/* The check letter for the twelve characters after it, or 0 where they are no
 * such characters: A letter may stand only in the last place. */
char          way_identifiers_upn_letter (const char        *rest);

/* The check digit for the first nine digits of a ULN: -1 where they cannot make
 * one. */
int           way_identifiers_uln_digit (const char         *nine);

/* How many different specimen UPNs there are for a year. */
guint         way_identifiers_count_specimens (void);

/* The n-th UPN for made-up children whose number was given in a year.  It is
 * formally right and nobody's: its establishment number is reserved in
 * data/codes/specimen-laestab.xml.  n is below the count of specimens. */
void          way_identifiers_specimen_upn (guint             n,
                                            int               year,
                                            char              upn[14]);

G_END_DECLS
