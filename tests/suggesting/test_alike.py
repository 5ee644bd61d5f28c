"""Words used alike: a space made of contexts, and the nearest words of a theme."""

import numpy as np

from dissent.suggesting.alike import Contexts, likeness, space_of

DOG, CAT, KING, QUEEN, BARK, PET, CROWN, THRONE = range(8)


def contexts_of(*sentences: list[int]) -> Contexts:
    counted = Contexts(words=8, contexts=8, neighbours=8)
    running = np.array([word for sentence in sentences for word in sentence], dtype=np.int64)
    sentence = np.repeat(np.arange(len(sentences)), [len(each) for each in sentences])
    counted.add(running, running, running, sentence)
    return counted


def small_world() -> Contexts:
    animals = [[PET, DOG, BARK], [PET, CAT, BARK], [DOG, PET, BARK], [CAT, PET, BARK]]
    royals = [[CROWN, KING, THRONE], [CROWN, QUEEN, THRONE], [KING, CROWN], [QUEEN, CROWN]]
    return contexts_of(*(animals + royals) * 3)


def test_pairs_are_counted_on_both_sides_within_a_sentence():
    counted = contexts_of([DOG, BARK], [CAT, DOG])
    assert counted.around.toarray()[DOG].tolist() == [0, 1, 0, 0, 1, 0, 0, 0]
    assert counted.around.toarray()[BARK].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_words_further_apart_than_the_window_are_no_pair():
    counted = contexts_of([DOG, PET, PET, PET, PET, PET, CAT])
    assert counted.around.toarray()[DOG, CAT] == 0
    assert counted.around.toarray()[DOG, PET] == 5


def test_the_side_on_which_a_neighbour_stands_is_kept():
    counted = contexts_of([DOG, BARK])
    before, after = counted.beside.toarray()[:, 8:16], counted.beside.toarray()[:, 16:24]
    assert before[BARK, DOG] == 1
    assert before[DOG, BARK] == 0
    assert after[DOG, BARK] == 1


def test_words_among_the_same_words_are_alike():
    vectors = space_of(small_world())
    like = likeness(vectors, [np.array([DOG]), np.array([KING])])
    assert like.category[CAT] == 0
    assert like.like[CAT] == (DOG,)
    assert like.category[QUEEN] == 1
    assert like.cosine[CAT] > like.cosine[THRONE]


def test_the_space_is_the_same_each_time():
    assert np.array_equal(space_of(small_world()), space_of(small_world()))


def test_a_word_without_contexts_is_like_nothing():
    vectors = space_of(contexts_of([DOG, PET], [CAT, PET], [KING, CROWN]))
    like = likeness(vectors, [np.array([DOG])])
    assert like.cosine[THRONE] == -1
    assert like.like[THRONE] == ()


def test_a_theme_without_words_is_like_nothing():
    like = likeness(space_of(small_world()), [np.zeros(0, dtype=np.int64)])
    assert (like.cosine == -1).all()


def test_no_words_at_all_give_an_empty_space():
    assert space_of(Contexts(words=0, contexts=0, neighbours=0)).shape[0] == 0
