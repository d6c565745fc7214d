/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-match.h"

G_BEGIN_DECLS

/* A matching in translated words, for the window and the command line.  All
 * texts are newly allocated: free with g_free(). */

/* How a day is said: as ISO on the command line, in words on a page. */
typedef char *(*WayMatchDayFunc) (const GDate *day,
                                  gpointer     data);

/* What the test asks for: "from Year 10", "SEMH, ASD", "a place". */
char *way_match_words_wanted (const WayMatchTest  *test);

/* What came out, with the fact: "Year group: Year 8; asked for: from Year 10". */
char *way_match_words_why    (const WayMatchLine  *line,
                              const WayMatchTest  *test,
                              const WayChildFacts *facts);

/* The smallest change after which it would be met; "" where nothing can be said. */
char *way_match_words_change (const WayMatchLine  *line,
                              const WayMatchTest  *test,
                              const WayChildFacts *facts,
                              WayMatchDayFunc      say_day,
                              gpointer             data);

/* All tests of one criterion_group, as a cell: "7 to 11", "10 and 11", "any".
 * *verdict is the worst of them. */
char *way_match_words_cell   (const WayMatchLine  *line,
                              const char          *group,
                              WayMatchVerdict     *verdict);

/* "8 free", "full", "1 over", "not known". */
char *way_match_words_free   (const WayMatchLine  *line);

/* "same postcode district", "another postcode district", "not known". */
char *way_match_words_travel (const WayMatchLine  *line);

/* "meets all", "1 not met, 2 not known". */
char *way_match_words_fit    (const WayMatchLine  *line);

G_END_DECLS
