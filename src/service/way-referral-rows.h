/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-background.h"
#include "way-form-rows.h"

G_BEGIN_DECLS

/* The lists of a referral form: records of which a child or a referral has
 * several.  Each list is handled alike, over its entity's description. */
typedef enum
{
  WAY_REFERRAL_LIST_CONTACTS,
  WAY_REFERRAL_LIST_CIRCUMSTANCES,
  WAY_REFERRAL_LIST_NEEDS,         /* beside the primary one */
  WAY_REFERRAL_LIST_SCHOOLS,       /* rolls beside the main one */
  WAY_REFERRAL_LIST_TERMS,
  WAY_REFERRAL_LIST_EXCLUSIONS,    /* of this school year, beside what led here */
  WAY_REFERRAL_LIST_ATTAINMENT,
  WAY_REFERRAL_LIST_ROUNDS,
  WAY_REFERRAL_LIST_RISKS,
  WAY_REFERRAL_LIST_OUTCOMES,
  WAY_REFERRAL_LIST_PREFERENCES,
  WAY_REFERRAL_LIST_PAPERS,
} WayReferralList;
#define WAY_N_REFERRAL_LISTS (WAY_REFERRAL_LIST_PAPERS + 1)

const WayEntity *way_referral_list_entity   (WayReferralList  list);

/* The field that names the child or the referral. */
const WayField  *way_referral_list_owner    (WayReferralList  list);

/* How many rows there may be; 0 is any number. */
guint            way_referral_list_most     (WayReferralList  list);

/* --- For the form --- */

typedef struct
{
  WayReferralList list;
  WayFormRows     form;
} WayReferralRows;

void             way_referral_rows_init     (WayReferralRows       *self,
                                             WayReferralList        list);

/* What the file has of the owner; without the one that is a part of the form, and
 * what is over. */
gboolean         way_referral_rows_load     (WayReferralRows       *self,
                                             WayDb                 *db,
                                             const WayId           *owner,
                                             const WayId           *part,
                                             const GDate           *today,
                                             GError               **error);

/* An entry of a draft into the list that it belongs to; TRUE where it was one of
 * rows. */
gboolean         way_referral_rows_take     (WayReferralRows       *lists,
                                             const char            *key,
                                             const char            *text,
                                             WayFormRowsTyped       typed,
                                             gpointer               data);

/* Inside an edit.  school stands in where a row names none. */
gboolean         way_referral_rows_write    (WayReferralRows       *self,
                                             WayDb                 *db,
                                             const WayId           *owner,
                                             const WayId           *school,
                                             GError               **error);

G_END_DECLS
