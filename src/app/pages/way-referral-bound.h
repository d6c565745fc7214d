/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-referral-form.h"
#include "way-row-list.h"

G_BEGIN_DECLS

/* The widgets of one section of the referral form, tied to the record or the rows
 * that they show.  Forms of one part in several sections hold a copy each; what is
 * typed goes from them into the one record. */

typedef struct _WayReferralSectionView WayReferralSectionView;

/* A form of widgets over a part, or over a row of a list. */
typedef struct
{
  WayReferralSectionView *section;
  WayForm                *form;      /* lent */
  WayRowList             *list;      /* NULL: a part's */
  WayReferralPart         part;
  WayReferralList         of;
  WayId                   row;
} WayReferralBound;

struct _WayReferralSectionView
{
  const WayCode   *code;
  GPtrArray       *bounds;     /* WayReferralBound *, parts first, then rows */
  GPtrArray       *lists;      /* WayRowList * */
  WaySession      *session;    /* lent, as all below */
  WayReferralForm *form;
  GFunc            changed;    /* (bound, data): something was typed or removed */
  gpointer         data;
  gboolean         is_loading;
};

WayReferralSectionView *way_referral_section_view_new  (const WayCode          *code,
                                                        WaySession             *session,
                                                        WayReferralForm        *form,
                                                        GtkBuilder             *builder,
                                                        GFunc                   changed,
                                                        gpointer                data);
void                    way_referral_section_view_free (WayReferralSectionView *self);

/* Shows what the form holds now. */
void                    way_referral_section_view_load (WayReferralSectionView *self);

/* The list of papers, or NULL. */
WayRowList             *way_referral_section_view_get_papers (WayReferralSectionView *self);

const WayEntity        *way_referral_bound_entity      (const WayReferralBound *self);

/* The record of the form that it shows. */
gpointer                way_referral_bound_record      (const WayReferralBound *self);

/* The name of one of its fields, as drafts have it.  Free with g_free(). */
char                   *way_referral_bound_key         (const WayReferralBound *self,
                                                        const WayField         *field);

/* The widget of a field, or NULL. */
WayFieldRow            *way_referral_bound_get_row     (const WayReferralBound *self,
                                                        const WayField         *field);

/* Puts the cursor into the row, which comes on view. */
void                    way_referral_bound_focus       (const WayReferralBound *self,
                                                        WayFieldRow            *row);

G_END_DECLS
