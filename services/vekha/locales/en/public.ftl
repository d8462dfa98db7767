# Pages for everybody.
public-all = Open roadmaps
public-none = No roadmap is open to everybody.
public-about = { $order }, period { $from } – { $to }
public-state = State and documents
public-documents = Confirming documents
public-somebody = a responsible person
public-foot = A page for everybody: the education office opened it itself. It names no people.
